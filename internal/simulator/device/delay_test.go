package device_test

import (
	"errors"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// lender is a shelf whose books can be made to come later.
type lender struct {
	*shelf
	delays []device.Delay
}

func (l *lender) Delays() []device.Delay { return l.delays }

func (l *lender) SetDelays(delays ...device.Delay) error {
	for _, delay := range delays {
		if delay.Path != "books" {
			return errors.New("there are books alone")
		}
	}
	l.delays = delays
	return nil
}

func TestControlOfDelays(t *testing.T) {
	t.Parallel()
	l := &lender{shelf: newShelf()}
	server, err := device.Start(t.Context(), l, device.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	if got := control(t, server, "GET", "delays", "", 200); size(t, got, "delays") != 0 {
		t.Errorf("got %v", got)
	}
	got := control(t, server, "PUT", "delays", `{"delays":[{"method":"POST","path":"books","for":"5s","late":true},{"path":"books","for":"1h"}]}`, 200)
	if at(t, got, "delays", 0, "for") != "5s" || at(t, got, "delays", 0, "late") != true || at(t, got, "delays", 1, "for") != "1h0m0s" {
		t.Errorf("got %v", got)
	}
	if want := (device.Delay{Method: "POST", Path: "books", For: 5 * time.Second, Late: true}); len(l.delays) != 2 || l.delays[0] != want {
		t.Errorf("the device has %+v", l.delays)
	}
	for _, body := range []string{
		`{"delays":[{"path":"tapes","for":"5s"}]}`, `{"delays":[{"path":"books","for":"soon"}]}`, `{}`, `{"delays":[{"book":"x"}]}`,
	} {
		control(t, server, "PUT", "delays", body, 400)
	}
	if len(l.delays) != 2 {
		t.Errorf("refused delays left %+v", l.delays)
	}
	if got := control(t, server, "DELETE", "delays", "", 200); size(t, got, "delays") != 0 || len(l.delays) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestDevicesNeedNotDelay(t *testing.T) {
	t.Parallel()
	server, _ := start(t, device.Options{})
	control(t, server, "GET", "delays", "", 404)
	control(t, server, "PUT", "delays", `{"delays":[]}`, 404)
	control(t, server, "DELETE", "delays", "", 404)
}
