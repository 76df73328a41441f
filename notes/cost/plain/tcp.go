package plain

import (
	"bufio"
	"fmt"
	"net"
)

// echoLines는 Scanner로 한 줄을 읽고 그 줄을 쓴다.
func echoLines(ln net.Listener) error {
	for {
		conn, err := ln.Accept()
		if err != nil {
			return err
		}
		go func() {
			defer conn.Close()
			in := bufio.NewScanner(conn)
			for in.Scan() {
				if _, err := fmt.Fprintln(conn, in.Text()); err != nil {
					return
				}
			}
		}()
	}
}
