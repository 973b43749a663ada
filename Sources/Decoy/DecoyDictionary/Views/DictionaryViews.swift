/// All views of the dictionary that stand on the tables of schema `dict`.
package enum DictionaryViews {
    package static let all: [SystemView] =
        (tableFamilies + columnFamilies + constraintFamilies + indexFamilies + partitionFamilies + codeFamilies
        + rightFamilies + storageFamilies + objectFamilies + queueFamilies).flatMap(\.views) + singles
}
