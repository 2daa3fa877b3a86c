package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A bare {@code proxy_pass} with upstream keep-alive: what Weir is measured beside. */
final class Nginx {
  private Nginx() {}

  static Child start(Path directory, int port, int upstreamPort) throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("nginx.conf"),
            """
            daemon off;
            worker_processes 2;
            pid %1$s/nginx.pid;
            error_log %1$s/nginx-error.log;
            events { worker_connections 4096; }
            http {
              access_log off;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              keepalive_requests 1000000;
              upstream provider {
                server 127.0.0.1:%3$d;
                keepalive 128;
                keepalive_requests 1000000;
              }
              server {
                listen 127.0.0.1:%2$d;
                location / {
                  proxy_pass http://provider;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_buffering off;
                }
              }
            }
            """
                .formatted(directory, port, upstreamPort));
    return Child.start(
        directory.resolve("nginx.log"),
        List.of("nginx", "-p", directory.toString(), "-c", config.toString()));
  }
}
