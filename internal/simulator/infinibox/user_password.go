package infinibox

import (
	"crypto/rand"
	"crypto/subtle"
	"time"
)

// resetValidity is how long a mailed token can be used; the reference says that
// it expires, without a figure.
const resetValidity = time.Hour

// passwordReset is what the array has mailed to somebody.
type passwordReset struct {
	token, password string
	issued          time.Time
}

// passwordRoutes are the two steps of a password reset, of the section "Users".
func (a *Array) passwordRoutes() []route {
	finish := get("users/{name}/reset_password/{token}", a.resetPassword)
	finish.changes = true
	return []route{post("users/{name}/reset_password", nil, a.mailPassword), finish}
}

// mailPassword makes a token and says that it was mailed; PasswordMail has it.
func (a *Array) mailPassword(c *call) (*answer, error) {
	u, err := a.resettable(c)
	if err != nil {
		return nil, err
	}
	u.reset = &passwordReset{token: rand.Text(), issued: c.now}
	return plain(ofNative(map[string]any{
		"message": "A password reset link has been sent to the email address registered for this user",
	})), nil
}

// resetPassword gives the account a new password, once for each token.
func (a *Array) resetPassword(c *call) (*answer, error) {
	u, err := a.resettable(c)
	if err != nil {
		return nil, err
	}
	if u.reset == nil || u.reset.token == "" || c.now.Sub(u.reset.issued) > resetValidity ||
		subtle.ConstantTimeCompare([]byte(u.reset.token), []byte(c.variables[1])) != 1 {
		return nil, fail("PASSWORD_RESET_REQUEST_EXPIRED")
	}
	u.password = rand.Text() + "-a1A" // something of all that the policy can ask for
	u.reset = &passwordReset{password: u.password, issued: c.now}
	a.endSessionsOf(u)
	return plain(ofNative(map[string]any{"message": "The password has been updated"})), nil
}

// resettable is the account that the path names.
func (a *Array) resettable(c *call) (*user, error) {
	u, ok := a.users.named(c.variables[0])
	if !ok {
		return nil, fail("USER_NOT_FOUND")
	}
	return u, c.maySee(u, u.name)
}

// PasswordMail is what the last mail about an account's password said: the
// token of a reset that was asked for, or the password that a reset made. Both
// are empty when there was none.
func (a *Array) PasswordMail(name string) (token, password string) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	u, ok := a.users.named(name)
	if !ok || u.reset == nil {
		return "", ""
	}
	return u.reset.token, u.reset.password
}
