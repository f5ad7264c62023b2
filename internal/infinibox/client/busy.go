package client

import (
	"encoding/json"
	"net/http"
)

// busy recognises the answers with which the array says that it is occupied
// and did nothing. REPLICA_CREATE_FAILED invites to try again too, but a
// replica that failed half-way may have left an object on the peer, so it is
// not among them.
func busy(status int, _ http.Header, body []byte) bool {
	switch status {
	case http.StatusTemporaryRedirect, http.StatusForbidden, http.StatusConflict, http.StatusServiceUnavailable:
	default:
		return false
	}
	var answer struct {
		Error *struct {
			Code string `json:"code"`
		} `json:"error"`
	}
	if err := json.Unmarshal(body, &answer); err != nil || answer.Error == nil {
		return false
	}
	switch answer.Error.Code {
	case "RECONFIGURING",
		"CANNOT_TAKE_SNAPSHOT",
		"DELETE_VOLUME_IN_PROMOTION_PROCESS",
		"PROMOTE_BACKGROUND_PROCESS_NOT_FINISHED",
		"SSA_EXPRESS_BUSY",
		// Adding a port to an interface: the one operation with this code is
		// refused, not doubled, if it was carried out after all.
		"INTERFACE_OPERATION_FAILED":
		return true
	}
	return false
}
