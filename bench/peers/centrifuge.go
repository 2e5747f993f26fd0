// SPDX-License-Identifier: Apache-2.0
// Centrifuge's Go library: anybody connects, follows and publishes; nothing is kept. WebSocket
// alone, no compression. Argument: port.
package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/centrifugal/centrifuge"
)

// Who publishes faster than the library sends reads pings late, and would be cut off: they are as
// rare as NATS sends them.
var socket = centrifuge.WebsocketConfig{
	Compression:        false,
	UseWriteBufferPool: true,
	PingInterval:       2 * time.Minute,
	WriteTimeout:       30 * time.Second,
}

func connecting(context.Context, centrifuge.ConnectEvent) (centrifuge.ConnectReply, error) {
	return centrifuge.ConnectReply{Credentials: &centrifuge.Credentials{}}, nil
}

func connected(client *centrifuge.Client) {
	client.OnSubscribe(func(_ centrifuge.SubscribeEvent, reply centrifuge.SubscribeCallback) {
		reply(centrifuge.SubscribeReply{}, nil)
	})
	client.OnPublish(func(_ centrifuge.PublishEvent, reply centrifuge.PublishCallback) {
		reply(centrifuge.PublishReply{}, nil)
	})
}

func main() {
	node, err := centrifuge.New(centrifuge.DefaultConfig)
	if err != nil {
		log.Fatal(err)
	}
	node.OnConnecting(connecting)
	node.OnConnect(connected)
	if err := node.Run(); err != nil {
		log.Fatal(err)
	}
	http.Handle("/connection/websocket", centrifuge.NewWebsocketHandler(node, socket))
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Args[1], nil))
}
