[assembly: AssemblyFixture(typeof(Waybill.Package.Tests.Packages))]
