package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"socketworkbook/notes/cost/child"
)

// server는 비교할 서버 하나이다.
type server struct {
	name    string
	command []string // 첫 낱말은 빌드한 폴더 안의 프로그램이거나 node이다
	broker  bool     // NATS 브로커를 함께 켠다
	dialect dialect
}

const (
	alone  = "06, 한 프로세스"
	shared = "06, NATS"
	theirs = "centrifuge"
	node   = "Socket.IO"
)

var servers = []server{
	{alone, []string{"06-gin-routes", "-addr", "127.0.0.1:0"}, false, lesson06},
	{shared, []string{"06-gin-routes", "-addr", "127.0.0.1:0"}, true, lesson06},
	{theirs, []string{"centrifuge"}, false, centrifuge},
	{node, []string{"node", "room.js"}, false, socketIO},
}

// build는 서버를 folder에 빌드한다. Node.js의 것은 옮겨 적고 라이브러리를 내려받는다.
func (s server) build(ctx context.Context, folder string) error {
	// 어느 폴더에서 켰든 저장소의 맨 위를 찾는다. go.mod의 replace가 그곳을 가리킨다.
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", "socketworkbook").Output()
	if err != nil {
		return fmt.Errorf("저장소 찾기: %w", err)
	}
	top := strings.TrimSpace(string(out))
	here := filepath.Join(top, "notes", "cost", "room")
	compile := func(dir, name string) error {
		return child.Run(ctx, folder, dir, "go", "build", "-buildvcs=false", "-o", filepath.Join(folder, name), "./"+name)
	}
	switch s.command[0] {
	case "node":
		if _, err := exec.LookPath("node"); err != nil {
			return errors.New("Node.js가 없습니다")
		}
		if err := os.CopyFS(folder, os.DirFS(filepath.Join(here, "socketio"))); err != nil {
			return fmt.Errorf("room.js 옮기기: %w", err)
		}
		return child.Run(ctx, folder, folder, "npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts")
	case "centrifuge":
		return compile(here, "centrifuge")
	}
	if s.broker {
		if err := compile(here, "broker"); err != nil {
			return err
		}
	}
	return compile(top, s.command[0])
}

// running은 켜져 있는 서버이다. broker는 없을 수도 있다.
type running struct {
	*child.Process
	broker *child.Process
}

// start는 서버를 켠다. 브로커는 빈 채로 시작하게 한다. 앞에 쟀던 메시지가 남아 있으면 들어오는 사람에게 그것도 보낸다.
func (s server) start(ctx context.Context, folder string) (r running, err error) {
	url := ""
	if s.broker {
		if err := os.RemoveAll(filepath.Join(folder, "jetstream")); err != nil {
			return r, fmt.Errorf("브로커 비우기: %w", err)
		}
		if r.broker, err = child.Start(ctx, folder, []string{"broker"}); err != nil {
			return r, err
		}
		url = "nats://" + r.broker.Addr
	}
	r.Process, err = child.Start(ctx, folder, s.command, "NATS_URL="+url)
	return r, err
}

func (r running) stop() {
	for _, p := range []*child.Process{r.Process, r.broker} {
		if p != nil {
			p.Stop()
		}
	}
}

// during은 do를 하고 조용해질 때까지 서버와 브로커가 쓴 CPU이다.
func (r running) during(do func() error) (server, broker time.Duration, err error) {
	settled := func() error {
		if err := do(); err != nil {
			return err
		}
		return r.Settle()
	}
	if r.broker == nil {
		server, err = r.During(settled)
		return server, 0, err
	}
	server, err = r.During(func() (err error) {
		broker, err = r.broker.During(settled)
		return err
	})
	return server, broker, err
}
