/* The program: everything it does is a row of the command table. */
#include "cmd/command.h"

int main(int argc, char **argv)
{
	return command_main(argc, argv);
}
