/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/banned.h: included before everything (-include): calls that have no safe use here do not
 * compile. Names that a library's header uses for its own ends are refused as calls only;
 * tidy_test adds alloca. */
#pragma once
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncat sprintf vsprintf gets strtok
#pragma GCC poison atoi atol atoll atof srand system popen tmpnam mktemp
#pragma GCC poison localtime gmtime ctime asctime mktime
#define rand() banned_here_ask_base_random
#define strncpy(to, from, size) banned_here_use_memcpy_with_a_checked_length
