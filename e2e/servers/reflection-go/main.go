// A server that nobody wrote for Farcall, to learn its schema from: connect-go with its health and reflection services.
//
// Each kind of reflection has a path of its own: /v1 has grpc.reflection.v1 alone, /v1alpha its predecessor alone, and /none
// has no reflection. Prints its addresses as one line of JSON, and ends when its standard input does.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"os"
	"time"

	"connectrpc.com/grpchealth"
	"connectrpc.com/grpcreflect"
)

func main() {
	// Otherwise each connection that a browser gives up is a line in the output of the tests.
	quiet := log.New(io.Discard, "", 0)
	handler := allowAllOrigins(routes())

	plain := listen()
	plainServer := &http.Server{Handler: handler, ErrorLog: quiet}
	go func() { log.Fatal(plainServer.Serve(plain)) }()

	secure := listen()
	secureServer := &http.Server{
		Handler:   handler,
		ErrorLog:  quiet,
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{selfSigned()}},
	}
	go func() { log.Fatal(secureServer.ServeTLS(secure, "", "")) }()

	addresses := map[string]string{"http1": "http://" + addressOf(plain), "http2": "https://" + addressOf(secure)}
	if err := json.NewEncoder(os.Stdout).Encode(addresses); err != nil {
		log.Fatal(err)
	}
	// The test has ended, however it did.
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func routes() http.Handler {
	healthPath, health := grpchealth.NewHandler(grpchealth.NewStaticChecker(grpchealth.HealthV1ServiceName))
	reflector := grpcreflect.NewStaticReflector(grpchealth.HealthV1ServiceName)
	v1Path, v1 := grpcreflect.NewHandlerV1(reflector)
	v1AlphaPath, v1Alpha := grpcreflect.NewHandlerV1Alpha(reflector)

	all := http.NewServeMux()
	for prefix, reflection := range map[string]struct {
		path    string
		handler http.Handler
	}{"/v1": {v1Path, v1}, "/v1alpha": {v1AlphaPath, v1Alpha}, "/none": {}} {
		mux := http.NewServeMux()
		mux.Handle(healthPath, health)
		if reflection.handler != nil {
			mux.Handle(reflection.path, reflection.handler)
		}
		all.Handle(prefix+"/", http.StripPrefix(prefix, mux))
	}
	return all
}

func allowAllOrigins(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, name := range []string{"origin", "headers"} {
			w.Header().Set("Access-Control-Allow-"+name, "*")
		}
		w.Header().Set("Access-Control-Expose-Headers", "*")
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func listen() net.Listener {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	return listener
}

func addressOf(listener net.Listener) string {
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		log.Fatal(err)
	}
	return net.JoinHostPort("localhost", port)
}

func selfSigned() tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		log.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: "localhost"},
		DNSNames:     []string{"localhost"},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(24 * time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		log.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}
