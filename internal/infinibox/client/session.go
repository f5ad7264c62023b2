package client

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// sessionCookie is the cookie of a login ("Login the User").
const sessionCookie = "JSESSIONID"

// Session is a login that other tools can use. Its value is a secret.
type Session struct {
	// Endpoint is the address that answered, such as
	// "https://ibox01.example.com".
	Endpoint string `json:"endpoint"`
	// Cookie is the value of the header Cookie: "JSESSIONID=...".
	Cookie string `json:"cookie"`
}

// Login opens a session ("Login the User"). The client itself needs none.
func (c *Client) Login(ctx context.Context) (Session, error) {
	request := c.newRequest(http.MethodPost, "users/login")
	request.Header.Del("Authorization")
	request.Header.Set("Content-Type", "application/json")
	body, err := json.Marshal(map[string]string{"username": c.options.Username, "password": c.options.Password})
	if err != nil {
		return Session{}, c.failure(request, nil, api.ErrRefused, "", "the credentials can't be written as JSON")
	}
	request.Body = body
	_, response, err := exchange[any](ctx, c, request)
	if err != nil {
		return Session{}, err
	}
	for _, cookie := range (&http.Response{Header: response.Header}).Cookies() {
		if cookie.Name == sessionCookie && cookie.Value != "" {
			return Session{Endpoint: response.Endpoint, Cookie: sessionCookie + "=" + cookie.Value}, nil
		}
	}
	return Session{}, c.failure(request, nil, api.ErrNotTheDevice, "", "logged in, but the array gave no session cookie")
}

// Logout ends a session ("Logout the User"). One that has ended already is no
// error.
func (c *Client) Logout(ctx context.Context, session Session) error {
	request := c.newRequest(http.MethodPost, "users/logout")
	request.Header.Del("Authorization")
	request.Header.Set("Cookie", session.Cookie)
	request.Secrets = []string{session.Cookie}
	_, err := ask[any](ctx, c, request)
	if errors.Is(err, api.ErrUnauthenticated) {
		return nil
	}
	return err
}
