internal import OracleSQL

/// A variable, or a field or element inside of one. Its subscripts are evaluated: changing it runs nothing else.
struct AssignedPlace {
    enum Root {
        case slot(Slot)
        case bind(Int)
    }

    enum Step {
        case field(Int, RecordType)
        case element(CollectionValue.Key, CollectionType)
    }

    let root: Root
    var steps: [Step] = []
    /// Of the whole place.
    var type: BlockType
}

// Where values go.
extension BlockRun {
    func assign(_ value: BlockValue, to destination: Expression, _ frame: Frame) throws(Raised) {
        let place = try place(destination, frame)
        var converted = try converted(value, to: place.type)
        if case .bind(let index) = place.root, arrayTypes[index] != nil, case .collection(let values?) = converted,
            let type = place.type.collection
        {
            var elements: [BlockValue] = []
            for element in values.elements { elements.append(try self.converted(element, to: type.element)) }
            converted = .collection(CollectionValue(elements))
        }
        if case .slot(let slot) = place.root, slot.isNotNull, place.steps.isEmpty, converted.isNull {
            throw Raised.valueError("")
        }
        try modify(place) { $0 = converted }
    }

    func place(_ destination: Expression, _ frame: Frame) throws(Raised) -> AssignedPlace {
        switch destination {
        case .bind(let bind):
            return AssignedPlace(root: .bind(bind.index), type: type(ofBind: bind.index))
        case .reference(let reference):
            return try place(reference.names, frame)
        case .call(let call):
            var found = try place(call.names, frame)
            try addElement(call.arguments, to: &found, frame, call.position)
            return found
        case .member(let inner, let name):
            var found = try place(inner, frame)
            try addField(name, to: &found, frame)
            return found
        case .apply(let inner, let arguments, let position):
            var found = try place(inner, frame)
            try addElement(arguments, to: &found, frame, position)
            return found
        default:
            throw fault(
                destination.position.offset, "PLS-00363: expression cannot be used as an assignment target",
                in: frame.unit)
        }
    }

    private func place(_ names: [Name], _ frame: Frame) throws(Raised) -> AssignedPlace {
        guard let found = try locate(names, frame) else { throw unknown(names, frame) }
        guard case .variable(let slot) = found.entity, !slot.isConstant else {
            let text = names.map(\.text).joined(separator: ".")
            throw fault(
                names[0].position.offset, "PLS-00363: expression '\(text)' cannot be used as an assignment target",
                in: frame.unit)
        }
        var place = AssignedPlace(root: .slot(slot), type: slot.type)
        for name in found.rest { try addField(name, to: &place, frame) }
        return place
    }

    private func addField(_ name: Name, to place: inout AssignedPlace, _ frame: Frame) throws(Raised) {
        guard case .record(let record) = place.type, let index = record.index(of: name.text) else {
            throw fault(
                name.position.offset, "PLS-00302: component '\(name.text)' must be declared", in: frame.unit)
        }
        place.steps.append(.field(index, record))
        place.type = record.fields[index].type
    }

    private func addElement(
        _ arguments: [Call.Argument], to place: inout AssignedPlace, _ frame: Frame, _ position: Position
    ) throws(Raised) {
        guard case .collection(let collection) = place.type, arguments.count == 1 else {
            throw fault(
                position.offset, "PLS-00363: expression cannot be used as an assignment target", in: frame.unit)
        }
        place.steps.append(.element(try key(arguments[0].value, collection, frame), collection))
        place.type = collection.element
    }

    /// Gives the value at a place to `body`, which changes it.
    func modify(_ place: AssignedPlace, _ body: (inout BlockValue) throws(Raised) -> Void) throws(Raised) {
        switch place.root {
        case .slot(let slot):
            var value = slot.value
            slot.value = .null
            defer { slot.value = value }
            try modify(&value, place.steps[...], body)
        case .bind(let index):
            var value = binds[index]
            defer { binds[index] = value }
            try modify(&value, place.steps[...], body)
        }
    }

    /// Goes down; every value is taken out of its container while it is changed, so that nothing is copied.
    private func modify(
        _ value: inout BlockValue, _ steps: ArraySlice<AssignedPlace.Step>,
        _ body: (inout BlockValue) throws(Raised) -> Void
    ) throws(Raised) {
        switch steps.first {
        case nil: try body(&value)
        case .field(let index, _)?:
            guard case .record(var fields) = value else { throw Raised(6530, "Reference to uninitialized composite") }
            value = .null
            defer { value = .record(fields) }
            try modify(&fields[index], steps.dropFirst(), body)
        case .element(let key, let collection)?:
            guard case .collection(var values?) = value else {
                throw Raised(6531, "Reference to uninitialized collection")
            }
            value = .null
            defer { value = .collection(values) }
            if !collection.kind.isAssociative { try checkBounds(key, values, collection) }
            var element = values[key] ?? collection.element.initial
            try modify(&element, steps.dropFirst(), body)
            values.set(key, element)
        }
    }
}
