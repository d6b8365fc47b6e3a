/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/banned.h: included before everything (-include): calls that have no safe use here do not compile. */
#pragma once
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#pragma GCC poison strcpy strncpy strcat strncat sprintf vsprintf gets atoi atol atoll atof strtok localtime gmtime ctime asctime mktime rand srand system popen tmpnam mktemp alloca
