internal import DecoyDictionary
internal import OracleSQL

/// A trigger that was read: its block, and the names of its rows.
final class TriggerUnit {
    let text: String
    let name: String
    let unit: Unit
    let block: Block
    let condition: Expression?

    init(_ trigger: Trigger) throws(OracleFailure) {
        text = trigger.text
        name = "\(trigger.object.owner).\(trigger.object.name)"
        unit = Unit(name: name, owner: trigger.object.owner, text: trigger.bodyText)
        do throws(OracleFailure) {
            block = try TriggerUnit.block(
                trigger.bodyText, isEachRow: trigger.isEachRow, trigger.oldName, trigger.newName)
            guard let text = trigger.whenText else {
                condition = nil
                return
            }
            var parser = try Parser(text, language: .block)
            condition = try parser.parseTriggerCondition()
        } catch {
            throw TriggerUnit.invalid(name, error)
        }
    }

    static func invalid(_ name: String, _ reason: OracleFailure) -> OracleFailure {
        OracleFailure(
            code: 4098,
            message: "ORA-04098: trigger '\(name)' is invalid and failed re-validation\n" + reason.message)
    }

    /// The block of a body. Only row triggers know rows; other variables of a client are known nowhere.
    static func block(
        _ text: String, isEachRow: Bool, _ oldName: String, _ newName: String
    ) throws(OracleFailure) -> Block {
        var parser = try Parser(text, language: .block)
        let block =
            isEachRow
            ? try parser.parseTriggerBody(oldName: oldName, newName: newName)
            : try parser.parseTriggerBody(oldName: "", newName: "")
        guard let bind = parser.binds.first else { return block }
        if !isEachRow, bind == oldName || bind == newName {
            throw OracleFailure(4082, "NEW or OLD references not allowed in table level triggers")
        }
        throw .compilation([(1, 1, "PLS-00049: bad bind variable '\(bind)'")], position: nil)
    }
}
