/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/step.h: ascending numbers packed as the steps from one to the next, the first from 0. A step
 * below 192 is one byte; one below 16,320 two, the high part first, from 192 on; any other one is
 * 255 and four bytes, lowest first. One form a step, so equal lists are equal bytes. */
#pragma once
#include <stdint.h>

enum { STEP_SHORT = 192, STEP_LONG = STEP_SHORT + 63 * 256, STEP_BYTES_MOST = 5 };

static inline uint32_t step_size(uint32_t step)
{
	return step < STEP_SHORT ? 1 : step < STEP_LONG ? 2 : STEP_BYTES_MOST;
}

static inline uint8_t *step_put(uint8_t *at, uint32_t step)
{
	if (step < STEP_SHORT) {
		*at++ = (uint8_t)step;
		return at;
	}
	if (step < STEP_LONG) {
		*at++ = (uint8_t)(STEP_SHORT + (step - STEP_SHORT) / 256);
		*at++ = (uint8_t)((step - STEP_SHORT) % 256);
		return at;
	}
	*at++ = 255;
	for (int i = 0; i < 4; i++)
		*at++ = (uint8_t)(step >> 8 * i);
	return at;
}

static inline const uint8_t *step_get(const uint8_t *at, uint32_t *step)
{
	uint32_t first = *at++;

	if (first < STEP_SHORT) {
		*step = first;
		return at;
	}
	if (first < 255) {
		*step = STEP_SHORT + (first - STEP_SHORT) * 256 + at[0];
		return at + 1;
	}
	*step = (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
		(uint32_t)at[3] << 24;
	return at + 4;
}
