//! A static server for this machine, answering as the site's host does.

use std::fs;
use std::net::TcpListener;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, X_CONTENT_TYPE_OPTIONS};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use percent_encoding::percent_decode_str;

/// Where the server listens when nothing else is asked for and it is free.
const PORT: u16 = 8080;

/// A server of one folder.
pub struct Server {
    listener: TcpListener,
    site: Arc<Site>,
}

impl Server {
    /// Listens on `port` of this machine only; without one, on [`PORT`] or any free port. The folder's files
    /// stand under the path `base`.
    pub fn bind(folder: &Path, base: &str, port: Option<u16>) -> Result<Self> {
        let listen = |port| TcpListener::bind(("127.0.0.1", port));
        let listener = match port {
            Some(port) => listen(port).with_context(|| format!("port {port}"))?,
            None => listen(PORT).or_else(|_| listen(0))?,
        };
        listener.set_nonblocking(true)?;
        let base = match base.trim_matches('/') {
            "" => "/".to_owned(),
            inner => format!("/{inner}/"),
        };
        Ok(Self { listener, site: Arc::new(Site { folder: folder.to_owned(), base }) })
    }

    /// The site's address.
    pub fn address(&self) -> String {
        let port = self.listener.local_addr().map_or(0, |address| address.port());
        format!("http://localhost:{port}{}", self.site.base)
    }

    /// Answers requests for ever: on one thread, where no connection waits for another.
    pub fn run(&self) -> Result<()> {
        tokio::runtime::Builder::new_current_thread().enable_io().build()?.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener.try_clone()?)?;
            loop {
                let (stream, _) = listener.accept().await?;
                let site = self.site.clone();
                let answers = service_fn(move |request| std::future::ready(site.answer(&request)));
                let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), answers);
                // A reader who goes away in the middle of an answer is no reason to stop.
                tokio::spawn(async { connection.await.unwrap_or_default() });
            }
        })
    }
}

/// What is served.
struct Site {
    folder: PathBuf,
    base: String,
}

impl Site {
    fn answer<B>(&self, request: &Request<B>) -> hyper::http::Result<Response<Full<Bytes>>> {
        let answer = Response::builder();
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return answer.status(StatusCode::METHOD_NOT_ALLOWED).body(Full::default());
        }
        let path = request.uri().path();
        let file = self.file(path);
        if !path.ends_with('/') && file.as_ref().is_some_and(|file| file.is_dir()) {
            let location = format!("{path}/");
            return answer.status(StatusCode::MOVED_PERMANENTLY).header(LOCATION, location).body(Full::default());
        }
        let file = file.map(|file| if file.is_dir() { file.join("index.html") } else { file });
        match file.and_then(|file| Some((media_type(&file), fs::read(&file).ok()?))) {
            Some((media_type, bytes)) => answer
                .header(CONTENT_TYPE, media_type)
                .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
                .header(CACHE_CONTROL, "no-cache")
                .body(bytes.into()),
            None => answer.status(StatusCode::NOT_FOUND).body("not found\n".into()),
        }
    }

    /// The file or folder that a request's path names, if it lies in the served folder.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let relative = if path == self.base.trim_end_matches('/') { "" } else { path.strip_prefix(&self.base)? };
        let relative = percent_decode_str(relative).decode_utf8().ok()?;
        let relative = Path::new(relative.as_ref());
        let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
        inside.then(|| self.folder.join(relative))
    }
}

/// The media types that the site's files have. Text other than the page's own names no charset: samples may be in
/// GB 18030.
fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "webmanifest") => "application/json",
        Some("wasm") => "application/wasm",
        Some("gz") => "application/gzip",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("txt") => "text/plain",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::time::Duration;

    use super::*;

    fn server(base: &str) -> Server {
        Server::bind(Path::new("/site"), base, Some(0)).unwrap()
    }

    #[test]
    fn only_files_inside_the_folder_are_named() {
        let site = server("fenjie").site;
        assert_eq!(site.file("/fenjie/samples/a%20b.txt"), Some("/site/samples/a b.txt".into()));
        assert_eq!(site.file("/fenjie"), Some("/site/".into()));
        for outside in ["/", "/other/a", "/fenjie/../a", "/fenjie/%2e%2e/a", "/fenjie//etc/passwd", "/fenjie/%ff"] {
            assert_eq!(site.file(outside), None, "{outside}");
        }
    }

    /// A browser keeps its connections open.
    #[test]
    fn no_connection_waits_until_another_ends() {
        let server = server("/");
        let address = server.listener.local_addr().unwrap();
        std::thread::spawn(move || server.run());
        let mut connections: Vec<_> = (0..20).map(|_| TcpStream::connect(address).unwrap()).collect();
        for connection in &mut connections {
            connection.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
            connection.write_all(b"HEAD /none HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
            let mut status = [0; 12];
            connection.read_exact(&mut status).unwrap();
            assert_eq!(&status, b"HTTP/1.1 404");
        }
    }

    #[test]
    fn the_address_names_the_base() {
        assert!(server("fenjie").address().ends_with("/fenjie/"));
        assert!(server("/").address().ends_with("/"));
    }
}
