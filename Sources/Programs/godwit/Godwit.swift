@main
enum Godwit {
    static func main() async {
        print("godwit")
    }
}
