/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/pb/brute_mes.h: equal shares once more, voter by voter, with libgmp's fractions and a sort
 * in each round: no groups, no laziness, no bounds. For small elections (pb/raw.h). */
#pragma once
#include "pb/raw.h"

struct brute {
	const struct raw *raw;
	enum pb_utility utility;
	int64_t money; /* all amounts are multiplied by it */
	bool has_limits;
	mpq_t rests[RAW_BALLOTS];
	mpq_t share;
	/* one run */
	struct raw_won won;
	mpq_t keys[RAW_PROJECTS]; /* by round: payment a unit of worth */
	mpq_t rhos[RAW_PROJECTS];
	int in_full[RAW_PROJECTS];
	int by_rest[RAW_PROJECTS];
	int most[RAW_PROJECTS];
	unsigned poor[RAW_PROJECTS]; /* voters with less than key · worth */
	mpq_t a, b, sum;
};

static inline void brute_open(struct brute *it, const struct raw *raw, enum pb_utility utility,
	int64_t money, bool has_limits)
{
	*it = (struct brute) {
		.raw = raw, .utility = utility, .money = money, .has_limits = has_limits
	};
	for (int i = 0; i < RAW_BALLOTS; i++)
		mpq_init(it->rests[i]);
	for (int p = 0; p < RAW_PROJECTS; p++) {
		mpq_init(it->keys[p]);
		mpq_init(it->rhos[p]);
	}
	mpq_inits(it->share, it->a, it->b, it->sum, NULL);
}

static inline void brute_close(struct brute *it)
{
	for (int i = 0; i < RAW_BALLOTS; i++)
		mpq_clear(it->rests[i]);
	for (int p = 0; p < RAW_PROJECTS; p++) {
		mpq_clear(it->keys[p]);
		mpq_clear(it->rhos[p]);
	}
	mpq_clears(it->share, it->a, it->b, it->sum, NULL);
}

/* What a voter pays by for a project, 0: nothing. */
static inline int brute_worth(const struct brute *it, int i, int p)
{
	int worth = raw_worth(it->raw, i, p);

	if (worth < 0)
		return 0;
	return it->utility == PB_POINTS || it->utility == PB_BORDA ? worth : 1;
}

static inline int brute_payers(const struct brute *it, int p)
{
	int payers = 0;

	for (int i = 0; i < it->raw->n; i++)
		payers += brute_worth(it, i, p) > 0;
	return payers;
}

static inline bool brute_is_open(const struct brute *it, unsigned won, int p)
{
	if (won >> p & 1)
		return false;
	return !it->has_limits || raw_is_open(it->raw, won, p);
}

/* The key of a project in the present state into key; false: it cannot be paid. */
static inline bool brute_key(struct brute *it, int p, mpq_t key)
{
	const struct raw *raw = it->raw;
	bool is_poor[RAW_BALLOTS] = { false };

	mpq_set_si(it->sum, 0, 1);
	for (int i = 0; i < raw->n; i++)
		if (brute_worth(it, i, p))
			mpq_add(it->sum, it->sum, it->rests[i]);
	mpq_set_si(it->a, raw->costs[p] * it->money, 1);
	if (!brute_payers(it, p) || mpq_cmp(it->sum, it->a) < 0)
		return false;
	/* Whoever cannot pay the key pays the rest; that raises the key of the others, until it
	 * stands. */
	for (bool stands = false; !stands;) {
		int full = 0;

		stands = true;
		mpq_set_si(it->a, raw->costs[p] * it->money, 1);
		for (int i = 0; i < raw->n; i++)
			if (is_poor[i])
				mpq_sub(it->a, it->a, it->rests[i]);
			else
				full += brute_worth(it, i, p);
		if (!full)
			return false;
		mpq_set_si(it->b, full, 1);
		mpq_div(key, it->a, it->b);
		for (int i = 0; i < raw->n; i++) {
			int worth = is_poor[i] ? 0 : brute_worth(it, i, p);

			mpq_set_si(it->b, worth, 1);
			mpq_mul(it->b, it->b, key);
			if (worth && mpq_cmp(it->rests[i], it->b) < 0) {
				is_poor[i] = true;
				stands = false;
			}
		}
	}
	return true;
}

static inline void brute_pay(struct brute *it, int p)
{
	int round = it->won.count;

	it->in_full[round] = it->by_rest[round] = it->most[round] = 0;
	it->poor[round] = 0;
	for (int i = 0; i < it->raw->n; i++) {
		int worth = brute_worth(it, i, p);

		if (!worth)
			continue;
		mpq_set_si(it->a, worth, 1);
		mpq_mul(it->a, it->a, it->keys[round]);
		if (mpq_sgn(it->rests[i]) > 0 && worth > it->most[round])
			it->most[round] = worth;
		if (mpq_cmp(it->rests[i], it->a) < 0) {
			it->by_rest[round] += mpq_sgn(it->rests[i]) > 0;
			it->poor[round] |= 1U << i;
			mpq_set_si(it->rests[i], 0, 1);
		} else {
			it->in_full[round]++;
			mpq_sub(it->rests[i], it->rests[i], it->a);
		}
	}
	it->won.list[round] = p;
	it->won.count++;
}

/* it->share is what each has at first. */
static inline void brute_start(struct brute *it)
{
	it->won.count = 0;
	for (int i = 0; i < it->raw->n; i++)
		mpq_set(it->rests[i], it->share);
}

static inline void brute_run(struct brute *it, enum pb_ties ties)
{
	const struct raw *raw = it->raw;
	mpq_t key, rho, least;

	mpq_inits(key, rho, least, NULL);
	brute_start(it);
	for (int best = 0; best >= 0;) {
		best = -1;
		for (int p = 0; p < raw->m; p++) {
			int sign;

			if (!brute_is_open(it, raw_bits_of(&it->won), p) ||
				(it->utility == PB_COST && !raw->costs[p]) ||
				!brute_key(it, p, key))
				continue;
			mpq_set_si(rho, 1, 1);
			if (it->utility == PB_COST)
				mpq_set_si(rho, raw->costs[p] * it->money, 1);
			mpq_div(rho, key, rho);
			sign = best < 0 ? -1 : mpq_cmp(rho, least);
			if (sign > 0 || (!sign && !raw_is_before(raw, ties, p, best)))
				continue;
			best = p;
			mpq_set(least, rho);
			mpq_set(it->keys[it->won.count], key);
			mpq_set(it->rhos[it->won.count], rho);
		}
		if (best >= 0)
			brute_pay(it, best);
	}
	mpq_clears(key, rho, least, NULL);
}

/* share = budget / n + step */
static inline void brute_share(struct brute *it, int64_t step)
{
	mpq_set_si(it->share, it->raw->budget * it->money + step * it->raw->n,
		(unsigned long)it->raw->n);
	mpq_canonicalize(it->share);
}

static inline bool brute_is_exhaustive(const struct brute *it)
{
	unsigned won = raw_bits_of(&it->won);
	int64_t left = it->raw->budget - raw_cost(it->raw, won);

	for (int p = 0; p < it->raw->m; p++)
		if (it->raw->costs[p] && it->raw->costs[p] <= left && brute_payers(it, p) &&
			brute_is_open(it, won, p))
			return false;
	return true;
}

/* Share by share; the orders at 0 … the last one looked at are left in *all, which grows. */
static inline int64_t brute_add1(
	struct brute *it, enum pb_ties ties, struct raw_won **all, int64_t *count)
{
	for (int64_t step = 0;; step++) {
		brute_share(it, step);
		brute_run(it, ties);
		*all = realloc(*all, (size_t)(step + 1) * sizeof(**all));
		assert_non_null(*all);
		(*all)[step] = it->won;
		*count = step + 1;
		if (step && raw_cost(it->raw, raw_bits_of(&it->won)) > it->raw->budget) {
			brute_share(it, step - 1);
			brute_run(it, ties);
			return step - 1;
		}
		if (brute_is_exhaustive(it))
			return step;
	}
}

/* By votes, what still fits; projects that cost nothing or have no votes come last. */
static inline void brute_complete(const struct brute *it, enum pb_ties ties, struct raw_won *won)
{
	const struct raw *raw = it->raw;
	unsigned seen = raw_bits_of(won);

	for (;;) {
		int best = -1;

		for (int p = 0; p < raw->m; p++) {
			int64_t votes = raw->costs[p] ? raw_support(raw, p) : 0;
			int64_t most = best < 0 ? 0 : raw->costs[best] ? raw_support(raw, best) : 0;

			if (!(seen >> p & 1) &&
				(best < 0 || votes > most ||
					(votes == most && raw_is_before(raw, ties, p, best))))
				best = p;
		}
		if (best < 0)
			return;
		seen |= 1U << best;
		if (raw->costs[best] <= raw->budget - raw_cost(raw, raw_bits_of(won)))
			won->list[won->count++] = best;
	}
}
