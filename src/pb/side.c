/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/side.c: unpacking the supporters of a project: a packed side is the steps from one group to
 * the next (pb/step.h). Some 1.4 bytes a supporter instead of four where a project has thousands.
 */
#include <assert.h>
#include <string.h>
#include "pb/inside.h"
#include "pb/step.h"

/* Eight steps of one byte each begin here: no byte has both its upper bits (192 and more). */
static inline bool are_short(const uint8_t *at)
{
	uint64_t word;

	static_assert(STEP_SHORT == 192, "two bits");
	memcpy(&word, at, sizeof(word));
	return !(word & word << 1 & UINT64_C(0x8080808080808080));
}

bool side_unpack(struct pb_side_walk *walk, struct side_piece *out)
{
	const struct pb_side *side = walk->side;
	const uint8_t *at = side->packed + walk->byte;
	uint32_t left = side->count - walk->at;
	uint32_t count = left < PB_SIDE_BLOCK ? left : PB_SIDE_BLOCK;
	uint32_t group = walk->last;

	if (!left)
		return false;
	for (uint32_t i = 0; i < count;) {
		uint32_t step;

		/* A step has a byte at least, so eight bytes are there. */
		if (count - i >= 8 && are_short(at)) {
			for (int k = 0; k < 8; k++)
				walk->block[i++] = group += at[k];
			at += 8;
			continue;
		}
		at = step_get(at, &step);
		group += step;
		walk->block[i++] = group;
	}
	*out = (struct side_piece) { walk->block, side->worths ? side->worths + walk->at : NULL,
		count };
	walk->at += count;
	walk->last = group;
	walk->byte = (size_t)(at - side->packed);
	return true;
}

/* ---- for those who have pb.h only ---- */

struct pb_side_walk pb_side_begin(const struct pb_side *side)
{
	return (struct pb_side_walk) { .side = side };
}

bool pb_side_next(struct pb_side_walk *walk, struct pb_side_piece *out)
{
	const struct pb_side *side = walk->side;
	struct side_piece piece = { side->groups, side->worths, side->count };

	if (side->packed ? !side_unpack(walk, &piece) : walk->at == side->count)
		return false;
	walk->at = side->packed ? walk->at : side->count;
	*out = (struct pb_side_piece) { piece.groups, piece.worths, piece.count };
	return true;
}
