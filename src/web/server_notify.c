/* sd_notify(3), without its library: one datagram. */
#include "web/server.h"

#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

bool server_notify(const char *address, const char *state)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	size_t len = address == NULL ? 0 : strlen(address);
	ssize_t sent;
	int fd;

	if (address == NULL)
		return true;
	if (len == 0 || len >= sizeof(to.sun_path))
		return false;
	memcpy(to.sun_path, address, len);
	/* `@` begins a name that no file has. */
	if (address[0] == '@')
		to.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return false;
	sent =
	    sendto(fd, state, strlen(state), MSG_NOSIGNAL,
		   (const struct sockaddr *)&to,
		   (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len));
	close(fd);
	return sent == (ssize_t)strlen(state);
}
