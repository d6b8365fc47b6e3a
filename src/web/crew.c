/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/crew.c: one lock, one queue, first come first served. */
#include "web/crew.h"
#include <assert.h>
#include <pthread.h>

enum { CREW_MOST = 64 };

struct crew {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	pthread_t threads[CREW_MOST];
	int thread_count;
	struct crew_job *first;
	struct crew_job *last;
	int waiting;
	int backlog;
	bool is_stopping;
};

static void *work(void *with)
{
	struct crew *crew = with;

	pthread_mutex_lock(&crew->lock);
	for (;;) {
		struct crew_job *job = crew->first;

		if (!job && crew->is_stopping)
			break;
		if (!job) {
			pthread_cond_wait(&crew->wake, &crew->lock);
			continue;
		}
		crew->first = job->next;
		if (!crew->first)
			crew->last = NULL;
		crew->waiting--;
		pthread_mutex_unlock(&crew->lock);
		job->run(job);
		pthread_mutex_lock(&crew->lock);
	}
	pthread_mutex_unlock(&crew->lock);
	return NULL;
}

struct crew *crew_start(int threads, int backlog)
{
	struct crew *crew = calloc(1, sizeof *crew);

	assert(threads > 0 && threads <= CREW_MOST);
	if (!crew)
		return NULL;
	pthread_mutex_init(&crew->lock, NULL);
	pthread_cond_init(&crew->wake, NULL);
	crew->backlog = backlog;
	for (; crew->thread_count < threads; crew->thread_count++)
		if (pthread_create(&crew->threads[crew->thread_count], NULL, work, crew))
			break;
	if (crew->thread_count == threads)
		return crew;
	crew_stop(crew);
	return NULL;
}

static bool put(struct crew *crew, struct crew_job *job, bool is_again)
{
	bool may;

	job->next = NULL;
	pthread_mutex_lock(&crew->lock);
	may = is_again || (!crew->is_stopping && crew->waiting < crew->backlog);
	if (may) {
		if (crew->last)
			crew->last->next = job;
		else
			crew->first = job;
		crew->last = job;
		crew->waiting++;
		pthread_cond_signal(&crew->wake);
	}
	pthread_mutex_unlock(&crew->lock);
	return may;
}

bool crew_put(struct crew *crew, struct crew_job *job)
{
	return put(crew, job, false);
}

void crew_put_again(struct crew *crew, struct crew_job *job)
{
	put(crew, job, true);
}

void crew_stop(struct crew *crew)
{
	if (!crew)
		return;
	pthread_mutex_lock(&crew->lock);
	crew->is_stopping = true;
	pthread_cond_broadcast(&crew->wake);
	pthread_mutex_unlock(&crew->lock);
	for (int i = 0; i < crew->thread_count; i++)
		pthread_join(crew->threads[i], NULL);
	pthread_cond_destroy(&crew->wake);
	pthread_mutex_destroy(&crew->lock);
	free(crew);
}
