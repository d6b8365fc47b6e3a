/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/web/raw.h: a client that sends exactly the bytes it is told, for tests of what no proper
 * client would send. */
#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

static inline int64_t raw_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static inline int raw_connect(int port)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof at)) {
		close(fd);
		return -1;
	}
	return fd;
}

static inline bool raw_send(int fd, const char *at, size_t len)
{
	while (len) {
		ssize_t n = send(fd, at, len, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

/* Reads until the peer closes, wait_ms of silence pass, or `out` is full. Always ends it with a
 * NUL. */
static inline size_t raw_read(int fd, char *out, size_t cap, int wait_ms)
{
	size_t len = 0;

	while (len + 1 < cap) {
		struct pollfd poller = { .fd = fd, .events = POLLIN };
		ssize_t n;

		if (poll(&poller, 1, wait_ms) <= 0)
			break;
		n = recv(fd, out + len, cap - 1 - len, 0);
		if (n <= 0)
			break;
		len += (size_t)n;
	}
	out[len] = 0;
	return len;
}

static inline int raw_status(const char *answer)
{
	return strncmp(answer, "HTTP/1.", 7) ? 0 : (int)strtol(answer + 9, NULL, 10);
}

/* One request on a connection of its own; the whole answer in out. Returns its status, 0 when there
 * was none. */
static inline int raw_ask_n(int port, const char *at, size_t len, char *out, size_t cap)
{
	int fd = raw_connect(port);

	out[0] = 0;
	if (fd < 0)
		return 0;
	raw_send(fd, at, len);
	raw_read(fd, out, cap, 1500);
	close(fd);
	return raw_status(out);
}

static inline int raw_ask(int port, const char *text, char *out, size_t cap)
{
	return raw_ask_n(port, text, strlen(text), out, cap);
}
