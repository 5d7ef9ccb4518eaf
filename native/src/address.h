/* "a.b.c.d:port", the only form of address that reaches a wire. */
#ifndef ADDRESS_H
#define ADDRESS_H

#include <netinet/in.h>
#include <stdint.h>

/* 0, or -EINVAL. */
int32_t address_read(const char *text, struct sockaddr_in *address);

#endif
