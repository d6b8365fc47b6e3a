/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/attr.h: the only place that names compiler attributes. */
#pragma once

#define PRINTF(text, first) __attribute__((format(printf, text, first)))
#define CLEANUP(function) __attribute__((cleanup(function)))
