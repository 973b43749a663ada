"""Answers of the server that a state needs and no real one gives at will: nothing, late, broken, refused."""

from playwright.sync_api import Error, expect

from flows import visit


def let_go(page):
    """Every request reaches the server again, and what was held ends."""
    page.unroute_all(behavior='ignoreErrors')
    while page.held:
        try:
            page.held.pop().abort()
        except Error:
            pass  # The page that asked is gone.


def unanswered(page, pattern):
    """Requests of this pattern get no answer until `let_go`."""
    page.route(pattern, lambda route: page.held.append(route))


def of(path):
    """The list and what it is asked with, and nothing below it."""
    return f'**/api/v1/{path}' if '*' in path or '?' in path else lambda url: plain(url).endswith(f'/api/v1/{path}')


def plain(url):
    return url.split('?')[0]


def held(page, address, path):
    """Opens a page whose answer does not come."""
    def steps():
        let_go(page)
        unanswered(page, of(path))
        visit(page, address)
    return steps


def refuse(page, path, status, message):
    page.route(of(path), lambda route: route.fulfill(status=status, json={'error': {
        'code': 'x', 'message': message, 'hint': 'Wait a little.', 'request_id': 'rq_0a1b2c3d4e5f'}})
        if route.request.method == 'GET' else route.continue_())


def broken(page, address, path, status, message):
    """Opens a page whose answer is a refusal."""
    def steps():
        let_go(page)
        page.route('**/api/v1/stream*', lambda route: route.abort())
        refuse(page, path, status, message)
        visit(page, address)
        expect(page.locator('.empty').first).to_be_visible()
    return steps


def emptied(page, address, path):
    """Opens a page whose list has nothing."""
    def steps():
        let_go(page)
        page.route('**/api/v1/stream*', lambda route: route.abort())
        page.route(of(path), lambda route: route.fulfill(json={'items': [], 'total': 0, 'rev': 0}))
        visit(page, address)
        expect(page.locator('.empty').first).to_be_visible()
    return steps
