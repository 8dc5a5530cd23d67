[assembly: Waybill.WaybillJson]
