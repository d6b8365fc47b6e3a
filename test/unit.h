/* SPDX-License-Identifier: MulanPSL-2.0 */
/* unit.h: what every unit test includes first: cmocka with the headers it wants before it. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
