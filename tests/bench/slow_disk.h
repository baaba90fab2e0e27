/*
 * A disk that takes its time: SQLite's own files, whose every wait for the
 * disk lasts so many milliseconds. What is written goes to the real disk;
 * only waiting is made longer, so that what is measured is how many waits
 * there are.
 */
#ifndef BENCH_SLOW_DISK_H
#define BENCH_SLOW_DISK_H

#include <sqlite3.h>
#include <time.h>

struct slow_disk {
	sqlite3_vfs vfs;
	sqlite3_vfs *real;
	sqlite3_io_methods methods;	/* those of the real files, but one */
	long milliseconds;
	long waits;
};

struct slow_file {
	sqlite3_file file;
	struct slow_disk *disk;
	sqlite3_file *real;	/* follows in memory */
};

static inline sqlite3_file *slow_real(sqlite3_file *file)
{
	return ((struct slow_file *)file)->real;
}

static inline int slow_sync(sqlite3_file *file, int flags)
{
	struct slow_disk *disk = ((struct slow_file *)file)->disk;
	struct timespec wait = { 0, disk->milliseconds * 1000000 };

	(void)flags;
	disk->waits++;
	nanosleep(&wait, NULL);
	return SQLITE_OK;
}

/* What is not slow goes to the real file `r` as it came. */
#define SLOW_PASSES(name, parameters, arguments)                               \
	static inline int slow_##name parameters                               \
	{                                                                      \
		sqlite3_file *r = slow_real(f);                                \
									       \
		return r->pMethods->name arguments;                            \
	}
SLOW_PASSES(xClose, (sqlite3_file *f), (r))
SLOW_PASSES(xRead, (sqlite3_file *f, void *to, int n, sqlite3_int64 at),
	    (r, to, n, at))
SLOW_PASSES(xWrite,
	    (sqlite3_file *f, const void *from, int n, sqlite3_int64 at),
	    (r, from, n, at))
SLOW_PASSES(xTruncate, (sqlite3_file *f, sqlite3_int64 n), (r, n))
SLOW_PASSES(xFileSize, (sqlite3_file *f, sqlite3_int64 *n), (r, n))
SLOW_PASSES(xLock, (sqlite3_file *f, int lock), (r, lock))
SLOW_PASSES(xUnlock, (sqlite3_file *f, int lock), (r, lock))
SLOW_PASSES(xCheckReservedLock, (sqlite3_file *f, int *is), (r, is))
SLOW_PASSES(xFileControl, (sqlite3_file *f, int op, void *arg), (r, op, arg))
SLOW_PASSES(xSectorSize, (sqlite3_file *f), (r))
SLOW_PASSES(xDeviceCharacteristics, (sqlite3_file *f), (r))
SLOW_PASSES(xShmMap,
	    (sqlite3_file *f, int page, int size, int extend,
	     void volatile **at),
	    (r, page, size, extend, at))
SLOW_PASSES(xShmLock, (sqlite3_file *f, int at, int n, int flags),
	    (r, at, n, flags))
SLOW_PASSES(xShmUnmap, (sqlite3_file *f, int gone), (r, gone))
#undef SLOW_PASSES

static inline void slow_xShmBarrier(sqlite3_file *f)
{
	slow_real(f)->pMethods->xShmBarrier(slow_real(f));
}

static inline int slow_open(sqlite3_vfs *vfs, const char *name,
			    sqlite3_file *file, int flags, int *out)
{
	struct slow_disk *disk = vfs->pAppData;
	struct slow_file *slow = (struct slow_file *)file;
	int code;

	slow->disk = disk;
	slow->real = (sqlite3_file *)(slow + 1);
	code = disk->real->xOpen(disk->real, name, slow->real, flags, out);
	file->pMethods = slow->real->pMethods == NULL ? NULL : &disk->methods;
	return code;
}

/* From now on, for every file that is opened. */
static inline void slow_disk_begin(struct slow_disk *disk, long milliseconds)
{
	disk->real = sqlite3_vfs_find(NULL);
	disk->milliseconds = milliseconds;
	disk->vfs = *disk->real;
	disk->vfs.zName = "slow";
	disk->vfs.pAppData = disk;
	disk->vfs.szOsFile += (int)sizeof(struct slow_file);
	disk->vfs.xOpen = slow_open;
	disk->methods = (sqlite3_io_methods){
		.iVersion = 2,
		.xClose = slow_xClose, .xRead = slow_xRead,
		.xWrite = slow_xWrite, .xTruncate = slow_xTruncate,
		.xSync = slow_sync, .xFileSize = slow_xFileSize,
		.xLock = slow_xLock, .xUnlock = slow_xUnlock,
		.xCheckReservedLock = slow_xCheckReservedLock,
		.xFileControl = slow_xFileControl,
		.xSectorSize = slow_xSectorSize,
		.xDeviceCharacteristics = slow_xDeviceCharacteristics,
		.xShmMap = slow_xShmMap, .xShmLock = slow_xShmLock,
		.xShmBarrier = slow_xShmBarrier,
		.xShmUnmap = slow_xShmUnmap,
	};
	sqlite3_vfs_register(&disk->vfs, 1);
}

static inline void slow_disk_end(struct slow_disk *disk)
{
	sqlite3_vfs_unregister(&disk->vfs);
	sqlite3_vfs_register(disk->real, 1);
}

#endif
