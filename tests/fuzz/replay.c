/*
 * Replays a corpus through a fuzz target, without a fuzzer: linked with one
 * tests/fuzz/fuzz_NAME.c, it feeds it every file of the folders given, the
 * empty input first. The name of each goes out before it is read, so that the
 * last line of the log names the one that killed it.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LARGEST = 8 * 1024 * 1024 };

static int replay_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *bytes = malloc(LARGEST);
	uint8_t *exact;
	size_t size;

	if (file == NULL || bytes == NULL) {
		perror(path);
		exit(1);
	}
	size = fread(bytes, 1, LARGEST, file);
	fclose(file);
	/* Of exactly its size, so that reading beyond it is seen. */
	exact = realloc(bytes, size > 0 ? size : 1);
	LLVMFuzzerTestOneInput(exact, size);
	free(exact);
	return 1;
}

static int replay_folder(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	char path[4096];
	int count = 0;

	if (dir == NULL) {
		perror(folder);
		exit(1);
	}
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		printf("%s\n", path);
		fflush(stdout);
		count += replay_file(path);
	}
	closedir(dir);
	return count;
}

int main(int argc, char **argv)
{
	uint8_t nothing = 0;
	int count = 1;

	LLVMFuzzerTestOneInput(&nothing, 0);
	for (int i = 1; i < argc; i++)
		count += replay_folder(argv[i]);
	printf("%d inputs replayed\n", count);
	return 0;
}
