// 줄을 되돌려 주는 서버. 01과 같은 일을 epoll로, 스레드 하나로 한다.
// 64KiB를 넘는 줄은 끊는다. 쓰기가 막히면 그 연결은 다 쓸 때까지 기다린다.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static size_t length[65536];
static char buf[65536];

static int echo(int fd) {
  ssize_t n = read(fd, buf, sizeof buf);
  if (n <= 0) return n < 0 && errno == EAGAIN;
  char *p = buf, *end = buf + n;
  while (p < end) {
    char *newline = memchr(p, '\n', end - p);
    length[fd] += (newline ? newline : end) - p;
    if (length[fd] > 65536) return 0;
    if (!newline) break;
    length[fd] = 0;
    p = newline + 1;
  }
  for (ssize_t sent = 0; sent < n;) {
    ssize_t m = write(fd, buf + sent, n - sent);
    if (m > 0) { sent += m; continue; }
    if (errno != EAGAIN) return 0;
    struct pollfd wait = {fd, POLLOUT, 0};
    poll(&wait, 1, 10000);
  }
  return 1;
}

int main(void) {
  int ln = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof at;
  if (bind(ln, (void *)&at, size) || listen(ln, 4096) || getsockname(ln, (void *)&at, &size)) return 1;
  fprintf(stderr, "127.0.0.1:%d\n", ntohs(at.sin_port));
  int ep = epoll_create1(0);
  struct epoll_event want = {.events = EPOLLIN, .data.fd = ln}, got[256];
  epoll_ctl(ep, EPOLL_CTL_ADD, ln, &want);
  for (;;) {
    int ready = epoll_wait(ep, got, 256, -1);
    for (int i = 0; i < ready; i++) {
      int fd = got[i].data.fd;
      if (fd != ln) {
        if (!echo(fd)) close(fd);
        continue;
      }
      int conn = accept4(ln, NULL, NULL, SOCK_NONBLOCK), yes = 1;
      if (conn < 0) continue;
      setsockopt(conn, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
      length[conn] = 0;
      want = (struct epoll_event){.events = EPOLLIN, .data.fd = conn};
      epoll_ctl(ep, EPOLL_CTL_ADD, conn, &want);
    }
  }
}
