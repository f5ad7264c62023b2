package main

import "testing"

func TestOnlyTerraformIsWatched(t *testing.T) {
	t.Parallel()
	if watch(true) != nil {
		t.Error("with -debug the process that started it may end")
	}
	if alive := watch(false); alive == nil || !alive() {
		t.Error("the process that started it runs")
	}
}
