/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/attr.h: the only place that names compiler attributes. */
#pragma once

#define PRINTF(text, first) __attribute__((format(printf, text, first)))
#define CLEANUP(function) __attribute__((cleanup(function)))
/* Numbers side by side in so many bytes: the compiler makes of them what the processor has. */
#define LANES(bytes) __attribute__((vector_size(bytes)))
/* A function built twice; the better one is chosen when the program starts. Not where the sanitizer
 * would meet it before it is ready. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__) && \
	!defined(__clang__)
#define CHOSEN_AT_START __attribute__((target_clones("avx2", "default")))
#else
#define CHOSEN_AT_START
#endif
