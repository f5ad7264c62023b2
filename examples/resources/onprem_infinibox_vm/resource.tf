# The array called it vm-31; destroying this resource gives it that name back.
resource "onprem_infinibox_vm" "web" {
  id   = 1007
  name = "web01"
}
