#include "address.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>

enum { PORT_MAX = 65535, PORT_DIGITS = 5 };

static int32_t port_of(const char *text) {
    int32_t port = 0;
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > PORT_DIGITS || text[digits] != 0) return -EINVAL;
    for (size_t i = 0; i < digits; i++) port = port * 10 + (text[i] - '0');
    return port <= PORT_MAX ? port : -EINVAL;
}

int32_t address_read(const char *text, struct sockaddr_in *address) {
    char host[INET_ADDRSTRLEN] = {0};
    size_t length = strcspn(text, ":");
    if (text[length] != ':' || length >= sizeof host) return -EINVAL;
    int32_t port = port_of(text + length + 1);
    if (port < 0) return port;

    memcpy(host, text, length);
    *address = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    return inet_pton(AF_INET, host, &address->sin_addr) == 1 ? 0 : -EINVAL;
}
