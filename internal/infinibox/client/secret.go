package client

import (
	"bytes"
	"encoding/json"
	"slices"
)

// secretFields are the API's fields whose values no log may show, whoever
// sent them: an answer to creating an S3 credential holds one as well.
func secretFields() []string {
	return []string{
		"password", "new_password", "old_password", "bind_password", "kms_password",
		"security_chap_inbound_secret", "security_chap_outbound_secret",
		"secret_key", "private_key", "community", "passphrase", "token",
		"local_users_password_hash",
	}
}

// secrets are the passwords that the options hold, and the pairs that HTTP
// Basic makes of them.
func (o Options) secrets() []string {
	secrets := []string{o.Password, o.Credentials().pair()}
	for _, peer := range o.Remote {
		if peer.Password != "" {
			secrets = append(secrets, peer.Password, peer.pair())
		}
	}
	return secrets
}

// secretsIn are the values of secret fields in a body, so that they are masked
// where the array repeats them in a message.
func secretsIn(body []byte) []string {
	names := secretFields()
	named := func(name string) bool { return bytes.Contains(body, []byte(`"`+name+`"`)) }
	if !slices.ContainsFunc(names, named) {
		return nil
	}
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		return nil
	}
	return collectSecrets(nil, value, names)
}

func collectSecrets(found []string, value any, names []string) []string {
	switch value := value.(type) {
	case map[string]any:
		for name, member := range value {
			if text, ok := member.(string); ok && slices.Contains(names, name) {
				found = append(found, text)
				continue
			}
			found = collectSecrets(found, member, names)
		}
	case []any:
		for _, member := range value {
			found = collectSecrets(found, member, names)
		}
	}
	return found
}
