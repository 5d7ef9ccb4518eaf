/* Where handles of the memory back end find each other: listeners by address, process-wide.
 * Each call takes the one mutex; none is on the way of an established connection's bytes. */
#ifndef HUB_H
#define HUB_H

#include "pipe.h"

enum { HUB_ADDRESS_BYTES = 64 }; /* its ending zero included */

/* ring_bytes: size of the ring that the listener's end of a connection will write.
 * -EINVAL (address), -EADDRINUSE, -ENOMEM. */
int32_t hub_listen(const char *address, door_t *door, uint64_t ring_bytes);

/* Queues a new pipe at the listener; end 0 is the caller's. -EINVAL, -ECONNREFUSED, -ENOMEM. */
int32_t hub_connect(const char *address, door_t *door, uint32_t slot, uint64_t ring_bytes,
                    pipe_t **pipe);

/* Seats the caller at end 1 of the oldest pipe that waits for its door; NULL when none does. */
pipe_t *hub_accept(door_t *door, uint32_t slot);

/* Publishes an end's last tail, then that it is over, and tells the other end. */
void hub_close(pipe_t *pipe, uint32_t side, uint64_t tail);

/* Removes a door's listeners; what waits there is refused. */
void hub_leave(const door_t *door);

#endif
