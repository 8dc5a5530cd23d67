using Waybill;

// The type that the compiler writes for this assembly; the host names it in AddWaybill.
[assembly: WaybillModule("AppModule")]
