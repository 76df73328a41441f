package main

import (
	"io"
	"log"
	"testing"
)

func BenchmarkEcho(b *testing.B) {
	log.SetOutput(io.Discard)
	server := open(b)
	run(b, server, 0)
	client := dial(b, server.LocalAddr())
	packet := make([]byte, 64)
	b.ReportAllocs()
	for b.Loop() {
		client.Write(packet)
		if _, err := client.Read(packet); err != nil {
			b.Fatal(err)
		}
	}
}
