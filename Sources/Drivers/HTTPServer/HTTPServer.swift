// HTTPServer: HTTP/1.1 on libmicrohttpd.
