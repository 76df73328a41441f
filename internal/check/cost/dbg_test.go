package main

import (
	"fmt"
	"os"
	"testing"
	"time"
)

func TestDbg(t *testing.T) {
	f := t.TempDir()
	if err := build(f); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][]string{{"04-sse", "-addr", "127.0.0.1:0"}, {"peer", "-peer", "sse-each"}} {
		s, err := start(f, c)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			b := s.cpu()
			io0, _ := os.ReadFile(fmt.Sprintf("/proc/%d/io", s.cmd.Process.Pid))
			at := time.Now()
			err = events(s.addr, 80000)
			io1, _ := os.ReadFile(fmt.Sprintf("/proc/%d/io", s.cmd.Process.Pid))
			fmt.Println(c[0], err, s.cpu()-b, time.Since(at), string(io0), string(io1))
		}
		s.stop()
	}
}
