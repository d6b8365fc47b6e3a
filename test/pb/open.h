/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/pb/open.h: the open elections and what is expected of them, beside the repository
 * (../shared, or ZHIDIAN_SHARED). Files are mapped; tables are cut into lines and cells. */
#pragma once
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/str.h"
#include "unit.h"

static inline const char *open_path(char *out, size_t size, const char *name)
{
	const char *shared = getenv("ZHIDIAN_SHARED");

	snprintf(out, size, "%s/data/pabulib/%s", shared ? shared : "../shared", name);
	return out;
}

/* Absent when there is no such file. */
static inline struct str open_map(const char *name)
{
	char path[4096];
	int file = open(open_path(path, sizeof(path), name), O_RDONLY | O_CLOEXEC);
	struct str text = { NULL, 0 };
	struct stat stat;
	void *at;

	if (file < 0)
		return text;
	if (fstat(file, &stat) == 0 && stat.st_size > 0) {
		at = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, file, 0);
		if (at != MAP_FAILED)
			text = (struct str) { at, (size_t)stat.st_size };
	}
	close(file);
	return text;
}

static inline void open_unmap(struct str text)
{
	union {
		const char *at;
		void *map;
	} it = { text.at };

	if (text.at)
		munmap(it.map, text.len);
}
