//! A static server for this machine, answering as the site's host does.

use std::fs::File;
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, anyhow};
use percent_encoding::percent_decode_str;
use tiny_http::{Header, Method, Request, Response};

/// Where the server listens when nothing else is asked for and it is free.
const PORT: u16 = 8080;

/// A server of one folder.
pub struct Server {
    http: tiny_http::Server,
    folder: PathBuf,
    base: String,
}

impl Server {
    /// Listens on `port` of this machine only; without one, on [`PORT`] or any free port. The folder's files
    /// stand under the path `base`.
    pub fn bind(folder: &Path, base: &str, port: Option<u16>) -> Result<Self> {
        let listen = |port| tiny_http::Server::http(("127.0.0.1", port));
        let http = match port {
            Some(port) => listen(port).map_err(|error| anyhow!("port {port}: {error}"))?,
            None => listen(PORT).or_else(|_| listen(0)).map_err(|error| anyhow!(error))?,
        };
        let base = match base.trim_matches('/') {
            "" => "/".to_owned(),
            inner => format!("/{inner}/"),
        };
        Ok(Self { http, folder: folder.to_owned(), base })
    }

    /// The site's address.
    pub fn address(&self) -> String {
        let port = self.http.server_addr().to_ip().map_or(0, |address| address.port());
        format!("http://localhost:{port}{}", self.base)
    }

    /// Answers requests for ever.
    pub fn run(&self) -> Result<()> {
        loop {
            let request = self.http.recv()?;
            // A reader who goes away in the middle of an answer is no reason to stop.
            let _ = self.answer(request);
        }
    }

    fn answer(&self, request: Request) -> std::io::Result<()> {
        if !matches!(request.method(), Method::Get | Method::Head) {
            return request.respond(Response::empty(405));
        }
        let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
        let Some(file) = self.file(&path) else {
            return request.respond(Response::from_string("not found\n").with_status_code(404));
        };
        if file.is_dir() && !path.ends_with('/') {
            let response = Response::empty(301).with_header(header("Location", &format!("{path}/")));
            return request.respond(response);
        }
        let file = if file.is_dir() { file.join("index.html") } else { file };
        match File::open(&file) {
            Ok(opened) => request.respond(
                Response::from_file(opened)
                    .with_header(header("Content-Type", media_type(&file)))
                    .with_header(header("X-Content-Type-Options", "nosniff"))
                    .with_header(header("Cache-Control", "no-cache")),
            ),
            Err(_) => request.respond(Response::from_string("not found\n").with_status_code(404)),
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

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("names and values here are ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(base: &str) -> Server {
        Server::bind(Path::new("/site"), base, Some(0)).unwrap()
    }

    #[test]
    fn only_files_inside_the_folder_are_named() {
        let server = server("fenjie");
        assert_eq!(server.file("/fenjie/samples/a%20b.txt"), Some("/site/samples/a b.txt".into()));
        assert_eq!(server.file("/fenjie"), Some("/site/".into()));
        for outside in ["/", "/other/a", "/fenjie/../a", "/fenjie/%2e%2e/a", "/fenjie//etc/passwd", "/fenjie/%ff"] {
            assert_eq!(server.file(outside), None, "{outside}");
        }
    }

    #[test]
    fn the_address_names_the_base() {
        assert!(server("fenjie").address().ends_with("/fenjie/"));
        assert!(server("/").address().ends_with("/"));
    }
}
