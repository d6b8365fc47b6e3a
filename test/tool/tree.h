/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/tool/tree.h: a small product tree in a folder of its own, on which gen and the compiler are
 * run. A test program stands in BUILD/test/tool, gen in BUILD/tool; both are run from the root of
 * the repository. */
#pragma once
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct tree {
	char root[64];
	char out[80];	  /* gen's: OUT */
	char said[16384]; /* what the last program wrote to standard error */
};

/* One file of a tree; the last has no path. */
struct leaf {
	const char *path;
	const char *text;
};

static inline void tree_path(const struct tree *tree, const char *path, char *out, size_t size)
{
	int len = snprintf(out, size, "%s/%s", tree->root, path);

	assert(len > 0 && (size_t)len < size);
}

/* text NULL: takes the file away. */
static inline void tree_put(const struct tree *tree, const char *path, const char *text)
{
	char whole[PATH_MAX];
	FILE *file;

	tree_path(tree, path, whole, sizeof(whole));
	if (!text) {
		assert(unlink(whole) == 0);
		return;
	}
	for (char *slash = strchr(whole + strlen(tree->root) + 1, '/'); slash;
		slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		assert(mkdir(whole, 0700) == 0 || errno == EEXIST);
		*slash = '/';
	}
	file = fopen(whole, "wb");
	assert(file);
	assert(fputs(text, file) >= 0);
	assert(fclose(file) == 0);
}

static inline void tree_begin(struct tree *tree, const struct leaf *leaves)
{
	snprintf(tree->root, sizeof(tree->root), "/tmp/zhidian-gen-XXXXXX");
	assert(mkdtemp(tree->root));
	snprintf(tree->out, sizeof(tree->out), "%s/build/gen", tree->root);
	for (; leaves->path; leaves++)
		tree_put(tree, leaves->path, leaves->text);
}

static inline int tree_drop(const char *path, const struct stat *found, int kind, struct FTW *walk)
{
	(void)found;
	(void)kind;
	(void)walk;
	return remove(path);
}

static inline void tree_end(const struct tree *tree)
{
	nftw(tree->root, tree_drop, 16, FTW_DEPTH | FTW_PHYS);
}

/* The text of a file of the tree, in a buffer of the caller's. */
static inline const char *tree_get(
	const struct tree *tree, const char *path, char *out, size_t size)
{
	char whole[PATH_MAX];
	FILE *file;
	size_t len;

	tree_path(tree, path, whole, sizeof(whole));
	file = fopen(whole, "rb");
	if (!file)
		return NULL;
	len = fread(out, 1, size - 1, file);
	assert(len < size - 1);
	out[len] = '\0';
	fclose(file);
	return out;
}

/* Runs a program inside the tree, its standard error into said. Answers its exit status, -1 when it
 * was killed. */
static inline int tree_run(struct tree *tree, char *const *argv)
{
	size_t len = 0;
	int pipes[2];
	int status;
	pid_t child;
	ssize_t got;

	assert(pipe2(pipes, O_CLOEXEC) == 0);
	child = fork();
	assert(child >= 0);
	if (child == 0) {
		if (dup2(pipes[1], STDERR_FILENO) >= 0 && chdir(tree->root) == 0)
			execvp(argv[0], argv);
		_exit(127);
	}
	close(pipes[1]);
	while ((got = read(pipes[0], tree->said + len, sizeof(tree->said) - 1 - len)) > 0)
		len += (size_t)got;
	tree->said[len] = '\0';
	close(pipes[0]);
	assert(waitpid(child, &status, 0) == child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* BUILD, from where this program lies. */
static inline void tree_build(char *out, size_t size)
{
	ssize_t len = readlink("/proc/self/exe", out, size - 1);

	assert(len > 0);
	out[len] = '\0';
	for (int i = 0; i < 3; i++) {
		char *slash = strrchr(out, '/');

		assert(slash);
		*slash = '\0';
	}
}

static inline int tree_gen(struct tree *tree)
{
	char build[PATH_MAX - 16];
	char gen[PATH_MAX];
	char *argv[] = { gen, ".", tree->out, NULL };

	tree_build(build, sizeof(build));
	snprintf(gen, sizeof(gen), "%s/tool/gen", build);
	return tree_run(tree, argv);
}

/* Adds the words of a Makefile variable (NAME := … with lines that go on) to argv; $(…) is left
 * out. */
static inline size_t makefile_words(
	char *makefile, const char *name, char **argv, size_t count, size_t most)
{
	char *at = strstr(makefile, name);

	assert(at && (at == makefile || at[-1] == '\n'));
	at += strlen(name);
	for (;;) {
		size_t len;

		at += strspn(at, " \t");
		if (*at == '\\' && at[1] == '\n') {
			at += 2;
			continue;
		}
		len = strcspn(at, " \t\n");
		if (!len)
			return count;
		assert(count < most);
		if (*at != '$')
			argv[count++] = strndup(at, len);
		at += len;
	}
}

/* Compiles FILE of the tree as the Makefile would, headers from the repository and from the tree's
 * own gen. */
static inline int tree_compile(struct tree *tree, const char *compiler, const char *file)
{
	static char makefile[65536];
	char here[PATH_MAX - 16];
	char include[PATH_MAX];
	char *argv[64] = { strdup(compiler), "-c", "-Werror", "-I", "build", "-include",
		"base/banned.h", "-I" };
	size_t first = 9;
	size_t count = first;
	FILE *from = fopen("Makefile", "rb");
	size_t len;
	int status;

	assert(from && getcwd(here, sizeof(here)));
	len = fread(makefile, 1, sizeof(makefile) - 1, from);
	makefile[len] = '\0';
	fclose(from);
	snprintf(include, sizeof(include), "%s/src", here);
	argv[first - 1] = include;
	count = makefile_words(makefile, "STD :=", argv, count, 56);
	count = makefile_words(makefile, "WARN :=", argv, count, 56);
	argv[count] = "-o";
	argv[count + 1] = "/dev/null";
	argv[count + 2] = strdup(file);
	argv[count + 3] = NULL;
	status = tree_run(tree, argv);
	for (size_t i = first; i < count; i++)
		free(argv[i]);
	free(argv[0]);
	free(argv[count + 2]);
	return status;
}

/* A file of the sample with one piece changed; from "" stands for a file that is new, to NULL for
 * one taken away. */
struct edit {
	const char *path;
	const char *from;
	const char *to;
};

static inline const char *leaf_text(const struct leaf *leaves, const char *path)
{
	for (; leaves->path; leaves++)
		if (strcmp(leaves->path, path) == 0)
			return leaves->text;
	return NULL;
}

static inline void tree_edit(
	const struct tree *tree, const struct leaf *leaves, const struct edit *edit)
{
	const char *text = leaf_text(leaves, edit->path);
	const char *found = text ? strstr(text, edit->from) : NULL;
	char out[16384];
	int len;

	if (!text || !edit->to) {
		tree_put(tree, edit->path, edit->to);
		return;
	}
	assert(found); /* a test that changes nothing proves nothing */
	len = snprintf(out, sizeof(out), "%.*s%s%s", (int)(found - text), text, edit->to,
		found + strlen(edit->from));
	assert(len > 0 && (size_t)len < sizeof(out));
	tree_put(tree, edit->path, out);
}

static inline void tree_mend(
	const struct tree *tree, const struct leaf *leaves, const struct edit *edit)
{
	tree_put(tree, edit->path, leaf_text(leaves, edit->path));
}
