// 데이터그램을 되돌려 주는 서버. 02와 같은 일을 recvfrom과 sendto만으로 한다.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>

static char buf[65535];

int main(void) {
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)}, from;
  socklen_t size = sizeof at;
  if (bind(fd, (void *)&at, size) || getsockname(fd, (void *)&at, &size)) return 1;
  fprintf(stderr, "127.0.0.1:%d\n", ntohs(at.sin_port));
  for (;;) {
    size = sizeof from;
    ssize_t n = recvfrom(fd, buf, sizeof buf, 0, (void *)&from, &size);
    if (n < 0 || from.sin_port == at.sin_port || ntohs(from.sin_port) == 7) continue;
    sendto(fd, buf, n, 0, (void *)&from, size);
  }
}
