#!/usr/bin/env bash
# SPDX-License-Identifier: MulanPSL-2.0
# test/run.sh COUNTS PROGRAM…: runs test programs one after the other and adds a line
# "passed failed" for each to COUNTS. A program is a cmocka binary, the player of stories, or a
# *.mjs file of Node's test runner. One that ends badly without saying which test failed counts as
# one failure; what it said is shown and kept in build/log/.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
counts=$1
shift
most_seconds=1200
telling='^\[  (ERROR| LINE|FAILED) |^not ok|^FAILED|Sanitizer|runtime error|Assert|^[^ ]+:[0-9]+: '

# Prints "passed failed skipped" of a program's output.
# shellcheck disable=SC2317
count_cmocka() {
	awk '
		/^\[       OK \]/ { ok++ }
		/^\[  FAILED  \] [^0-9]/ { bad++ }
		/^\[  PASSED  \] [0-9]+ test/ { passed += $4; ended++ }
		/^\[  FAILED  \] [0-9]+ test/ { failed += $4 }
		/^\[  SKIPPED \] [0-9]+ test/ { skipped += $4 }
		/^\[==========\] Running [0-9]+ test/ { begun++ }
		/^stories: [0-9]+ passed, [0-9]+ failed$/ { passed += $2; failed += $4 }
		END {
			if (begun != ended) { passed = ok; failed = bad + 1 } # it died on the way
			printf "%d %d %d\n", passed, failed, skipped
		}' "$1"
}

# shellcheck disable=SC2317
count_node() {
	awk '
		/^# pass [0-9]+/ { passed = $3 }
		/^# fail [0-9]+/ { failed = $3 }
		/^# cancelled [0-9]+/ { cancelled = $3 }
		/^# skipped [0-9]+/ { skipped = $3 }
		END { printf "%d %d %d\n", passed, failed + cancelled, skipped }' "$1"
}

total=$#
index=0
for program; do
	index=$((index + 1))
	log=build/log/$(echo "$program" | tr / -).txt
	mkdir -p build/log
	start=$(date +%s%N)
	case $program in
	*.mjs) command=(node --test --test-reporter=tap "$program") count=count_node ;;
	*) command=("$program") count=count_cmocka ;;
	esac
	# The braces keep the shell's own remark on a crash away: the line below says it.
	{ timeout -k 10 $most_seconds "${command[@]}" >"$log" 2>&1 </dev/null; } 2>/dev/null
	status=$?
	read -r passed failed skipped < <($count "$log")
	took=$((($(date +%s%N) - start) / 1000000))
	why=
	if [ $status -ne 0 ] && [ "$failed" -eq 0 ]; then
		failed=1
		why=" (ended with $status"
		[ $status -ne 124 ] || why=" (stopped after $most_seconds s"
		why="$why)"
	elif [ $((passed + failed + skipped)) -eq 0 ]; then
		failed=1
		why=' (ran no test)'
	fi
	echo "$passed $failed" >>"$counts"
	word=ok
	[ "$failed" -eq 0 ] || word=FAIL
	note=
	[ "$skipped" -eq 0 ] || note=", $skipped skipped"
	printf '  %2d/%d %-4s %s: %d passed, %d failed%s, %d.%d s%s\n' $index $total $word \
		"$program" "$passed" "$failed" "$note" $((took / 1000)) $((took / 100 % 10)) \
		"$why"
	if [ "$failed" -ne 0 ]; then
		# Where it went wrong, and how it ended.
		grep -E "$telling" "$log" | head -n 40 | sed 's/^/       /'
		tail -n 6 "$log" | sed 's/^/       | /'
	fi
done
exit 0
