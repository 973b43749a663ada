internal import CMicroHTTPD
internal import Glibc

// The functions that the library calls, all on its one thread. The context of the server is retained by the running
// daemon, that of a connection between its two notices, that of an exchange until its completion notice.

private func server(_ context: UnsafeMutableRawPointer?) -> RunningServer? {
    context.map { Unmanaged<RunningServer>.fromOpaque($0).takeUnretainedValue() }
}

func connectionNoticed(
    _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
    _ place: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ notice: MHD_ConnectionNotificationCode
) {
    guard let server = server(context), let connection, let place else { return }
    if notice == .CONNECTION_NOTIFY_STARTED {
        place.pointee = Unmanaged.passRetained(server.add(connection)).toOpaque()
    } else if let client = place.pointee {
        place.pointee = nil
        server.remove(Unmanaged<Client>.fromOpaque(client).takeRetainedValue())
    }
}

func addressRead(
    _ context: UnsafeMutableRawPointer?, _ address: UnsafePointer<CChar>?, _ connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    guard let server = server(context), let address, let connection, let client = cm_context(connection) else {
        return nil
    }
    let bytes = Array(UnsafeRawBufferPointer(start: address, count: strlen(address)))
    let exchange = Exchange(
        server, connection, Unmanaged<Client>.fromOpaque(client).takeUnretainedValue(), address: bytes)
    server.add(exchange)
    return Unmanaged.passRetained(exchange).toOpaque()
}

/// The library may not decode: whoever splits after decoding takes an encoded slash for a real one.
func leaveEscaped(
    _: UnsafeMutableRawPointer?, _: OpaquePointer?, _ text: UnsafeMutablePointer<CChar>?
) -> Int {
    text.map { strlen($0) } ?? 0
}

func requestAdvanced(
    _: UnsafeMutableRawPointer?, _: OpaquePointer?, _: UnsafePointer<CChar>?, _ method: UnsafePointer<CChar>?,
    _ version: UnsafePointer<CChar>?, _ part: UnsafePointer<CChar>?, _ partBytes: UnsafeMutablePointer<Int>?,
    _ place: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let exchange = place?.pointee, let method, let version, let partBytes else { return .NO }
    let bytes = UnsafeRawBufferPointer(start: part, count: part == nil ? 0 : partBytes.pointee)
    partBytes.pointee = 0
    return Unmanaged<Exchange>.fromOpaque(exchange).takeUnretainedValue().advance(
        method: String(cString: method), version: String(cString: version), part: bytes) ? .YES : .NO
}

func requestCompleted(
    _ context: UnsafeMutableRawPointer?, _: OpaquePointer?,
    _ place: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ reason: MHD_RequestTerminationCode
) {
    guard let server = server(context), let place, let pointer = place.pointee else { return }
    place.pointee = nil
    let exchange = Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue()
    exchange.complete(reason == .REQUEST_TERMINATED_COMPLETED_OK)
    server.remove(exchange)
}

extension Answer {
    /// The library's response. It holds what it needs of us until it is destroyed.
    func make() -> OpaquePointer? {
        let made: OpaquePointer?
        switch content {
        case .bytes(let bytes):
            made = bytes.withUnsafeBytes { buffer in
                MHD_create_response_from_buffer(
                    buffer.count, UnsafeMutableRawPointer(mutating: buffer.baseAddress), .RESPMEM_MUST_COPY)
            }
        case .memory(let memory):
            made = MHD_create_response_from_buffer_with_free_callback_cls(
                memory.buffer.count, UnsafeMutableRawPointer(mutating: memory.buffer.baseAddress), releaseMemory,
                Unmanaged.passRetained(memory).toOpaque())
        case .stream(let stream):
            made = MHD_create_response_from_callback(
                .max, 4096, readStream, Unmanaged.passRetained(stream).toOpaque(), releaseStream)
        }
        guard let made else { return nil }
        for field in headers.fields { MHD_add_response_header(made, field.name, field.value) }
        return made
    }
}

private func releaseMemory(_ context: UnsafeMutableRawPointer?) {
    if let context { Unmanaged<StaticFile.Memory>.fromOpaque(context).release() }
}

private func readStream(
    _ context: UnsafeMutableRawPointer?, _: UInt64, _ buffer: UnsafeMutablePointer<CChar>?, _ room: Int
) -> Int {
    guard let context, let buffer else { return -1 }
    return Unmanaged<EventStream>.fromOpaque(context).takeUnretainedValue().read(
        UnsafeMutableRawBufferPointer(start: buffer, count: room))
}

private func releaseStream(_ context: UnsafeMutableRawPointer?) {
    if let context { Unmanaged<EventStream>.fromOpaque(context).release() }
}
