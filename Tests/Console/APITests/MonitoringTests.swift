import Catalog
import JSON
import Model
import Testing

@testable import API

@Suite struct MonitoringTests {
    @Test func healthFollowsTheCatalog() async throws {
        try await ServedAPI.run { served in
            let well = try await served.stranger.send("GET", "/healthz")
            #expect(well.status == 200)
            #expect(well.text == "ok\n")
            await served.catalog.close()
            let ill = try await served.stranger.send("GET", "/healthz")
            #expect(ill.status == 503)
            #expect(ill.text.contains("The catalog is closed."))
            let metrics = try await served.stranger.send("GET", "/metrics")
            #expect(metrics.status == 200)
            #expect(metrics.text.contains("\ngodwit_catalog_up 0.0\n"))
        }
    }

    @Test func theMetricsPageIsWellFormed() async throws {
        try await ServedAPI.run { served in
            try await served.addMachine("a \"quoted\" \\ name", components: ["x\"y"])
            let id = try await served.component(named: "x\"y").id
            try await served.catalog.record([
                MetricPoint(subject: .component(id), name: "beats", at: served.clock.now, value: 3)
            ])
            _ = try await served.stranger.send("GET", "/api/v1/session")
            let reply = try await served.stranger.send("GET", "/metrics")
            #expect(reply.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
            let text = reply.text
            #expect(text.contains(#"godwit_build_info{version="0.0.1",build="b1"} 1.0"#))
            #expect(text.contains(#"name="a \"quoted\" \\ name"} 1.0"#))
            #expect(text.contains(#"name="x\"y",metric="beats"} 3.0"#))
            #expect(
                text.contains(#"godwit_http_requests_total{method="GET",route="/api/v1/session",status="200"} 1.0"#))
            #expect(text.contains(#"godwit_components{state="stopped"} 1.0"#))
            var declared: Set<Substring> = []
            for line in text.split(separator: "\n") {
                if line.hasPrefix("# TYPE ") { declared.insert(line.split(separator: " ")[2]) }
                if line.hasPrefix("#") { continue }
                let name = line.prefix { $0 != "{" && $0 != " " }
                #expect(declared.contains(name), "\(line)")
                #expect(Double(line.split(separator: " ").last ?? "") != nil, "\(line)")
            }
        }
    }
}
