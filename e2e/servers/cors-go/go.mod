module farcall.test/cors-go

go 1.26.0

require (
	connectrpc.com/cors v0.1.0
	github.com/rs/cors v1.11.1
)
